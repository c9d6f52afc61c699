"""Models of what was sent: addresses of files and of pictures of pages."""

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


class PageAddress(BaseModel):
    """Where the picture of a page is."""

    url: str = Url
    page: int = Field(description="Which, from 1.")
    pages: int = Field(description="How many the item has.")
    media_type: str = Field(examples=["image/jpeg"])
    expires_in: int = ExpiresIn
