"""Models of what was sent: addresses of files."""

from pydantic import BaseModel, Field

Url = Field(description="Answers a GET without a key, until it expires.")
ExpiresIn = Field(description="Seconds.")


class FileAddress(BaseModel):
    """Where the file of an item is."""

    url: str = Url
    name: str = Field(description="Under which a browser saves it.", examples=["receipt.pdf"])
    media_type: str = Field(
        description="What the file is; the address itself says `application/octet-stream`.",
        examples=["application/pdf"],
    )
    expires_in: int = ExpiresIn
