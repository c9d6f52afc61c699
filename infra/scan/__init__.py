"""`make scan`: what strangers could do to us: template, known vulnerabilities, licences. Findings end it with 1."""
