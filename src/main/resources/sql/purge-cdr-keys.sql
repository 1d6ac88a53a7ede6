DELETE FROM cc_x_cdr_keys WHERE written < :#before
