package io.callcenter.mi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** {@code GET /health/ready}: 200 when calls are taken, else 503, with each check as JSON. */
public final class HealthPage implements Processor {
    private static final int UNAVAILABLE = 503;

    private final Health health;
    private final JsonMapper mapper = new JsonMapper();

    /** The page of those checks. */
    public HealthPage(Health health) {
        this.health = health;
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        Health.Report report = health.ready();
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("status", report.up() ? "UP" : "DOWN");
        page.put("checks", report.checks());
        if (!report.notes().isEmpty()) {
            page.put("notes", report.notes());
        }
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, report.up() ? 200 : UNAVAILABLE);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(mapper.writeValueAsString(page));
    }
}
