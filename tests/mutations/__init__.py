"""E-invoices and rows that are right, each with one thing changed: what of it is booked, and if anybody is told."""
