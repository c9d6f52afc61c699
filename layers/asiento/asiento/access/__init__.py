"""Access to the API: API keys, hashed, and the authorizer in front of the API."""
