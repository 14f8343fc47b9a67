"""What ``esim-help check`` proves about a centre beyond each file by itself. Pure: a centre in, problems out."""
