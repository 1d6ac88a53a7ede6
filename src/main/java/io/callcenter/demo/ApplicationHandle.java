package io.callcenter.demo;

import jakarta.jms.ConnectionFactory;
import java.net.URI;
import java.util.List;
import javax.sql.DataSource;

/** The running contact center as the demo needs it: where it can be reached, and where its records are. */
public interface ApplicationHandle {
    /** The points on which it really listens for SIP, in the form {@code udp:127.0.0.1:5060}. */
    List<String> sip();

    /** Where its MI, metrics and health are, e.g. {@code http://127.0.0.1:8080}. */
    URI http();

    /** The database with its tables: provisioning and records. */
    DataSource database();

    /** The broker on which it publishes {@code cc.events}. */
    ConnectionFactory broker();
}
