"""Who may call: API keys, hashed, and the authorizer in front of the API."""
