package io.callcenter.config;

import io.callcenter.config.settings.Settings;
import io.callcenter.demo.ApplicationHandle;
import jakarta.jms.ConnectionFactory;
import java.net.URI;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;

/** The running application as the demo sees it. */
public final class RunningApplication implements ApplicationHandle {
    private final CamelContext context;
    private final Settings settings;

    public RunningApplication(Application application, Settings settings) {
        this.context = application.context();
        this.settings = settings;
    }

    @Override
    public List<String> sip() {
        return List.of(settings.text("cc.sip.listen").split("\\s*,\\s*"));
    }

    @Override
    public URI http() {
        return URI.create("http://" + settings.text("cc.http.address") + ":" + settings.text("cc.http.port"));
    }

    @Override
    public DataSource database() {
        return context.getRegistry().lookupByNameAndType("dataSourceAcc", DataSource.class);
    }

    @Override
    public ConnectionFactory broker() {
        JmsComponent jms = context.getComponent("jms", JmsComponent.class);
        return jms.getConfiguration().getOrCreateListenerConnectionFactory();
    }
}
