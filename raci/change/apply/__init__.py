"""An organisation's files made to say another state of it; nothing is written here."""
