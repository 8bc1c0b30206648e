"""What an editor may decide on the page of an article: about its marks, about words that have none, about passages."""
