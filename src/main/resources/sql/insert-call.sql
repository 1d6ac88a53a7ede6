INSERT INTO cc_calls (state, media, ig_cback, no_rej, setup_time, eta, last_start, recv_time, caller_dn, caller_un, b2buaid, flow, agent, script_param)
VALUES (:#state, :#media, 0, :#rejections, -1, :#eta, :#started, :#received, :#name, :#user, :#call, :#flow, :#agent, :#param)
