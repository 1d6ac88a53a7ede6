UPDATE cc_calls
SET state = :#state, no_rej = :#rejections, eta = :#eta, last_start = :#started, agent = :#agent, caller_dn = :#name
WHERE b2buaid = :#call
