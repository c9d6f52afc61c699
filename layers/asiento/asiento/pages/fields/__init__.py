"""Fields that every paper may have: dates, currency, number, payment and parties."""
