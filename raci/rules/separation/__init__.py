"""SOD: segregation of duties."""
