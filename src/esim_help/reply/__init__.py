"""From a script to a reply that can be sent: blanks filled, or an error naming them. Pure: no file is opened here."""
