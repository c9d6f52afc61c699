"""What is particular to invoices on paper: amounts, sums, taxes, totals and lines."""
