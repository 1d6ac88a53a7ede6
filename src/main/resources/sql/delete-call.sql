DELETE FROM cc_calls WHERE b2buaid = :#call
