"""What an audit asks for, as tables in both languages; sheets, pages and manifests show them."""
