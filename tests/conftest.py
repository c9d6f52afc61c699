"""What every test may ask for. Being here also puts `builders` on the path of all tests."""
