"""The ledger: the SQL tables that hold the truth, behind functions that speak the words of model/."""
