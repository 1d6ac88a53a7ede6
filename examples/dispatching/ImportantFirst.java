package examples.dispatching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/**
 * A policy of one's own: important callers before all others, whatever their flow; among equals the one who came first. Asks and orders by
 * management commands at {@code direct:mi}.
 */
public class ImportantFirst {
    private final ObjectMapper json = new ObjectMapper();
    private Pattern first = Pattern.compile("");

    /** Which user names are important, as a regular expression. */
    public void setFirst(String expression) {
        first = Pattern.compile(expression);
    }

    /** Gives as many waiting calls away as there are agents for. One thread at a time: two would only refuse each other. */
    public synchronized void dispatch(CamelContext context) throws IOException {
        try (ProducerTemplate mi = context.createProducerTemplate()) {
            dispatch(mi);
        }
    }

    private void dispatch(ProducerTemplate mi) throws IOException {
        // Who comes to work during this look is for the next one: they must not be given to the second caller because the first came too early.
        Set<String> agents = new HashSet<>();
        for (JsonNode agent : call(mi, "cc_list_agents").at("/result/Agents")) {
            if (Set.of("free", "inchat").contains(agent.path("State").asText())) {
                agents.add(agent.path("id").asText());
            }
        }
        List<JsonNode> waiting = new ArrayList<>();
        call(mi, "cc_list_queue").at("/result/Calls").forEach(waiting::add);
        waiting.sort(Comparator.comparing((JsonNode call) -> !isImportant(call)));
        for (JsonNode call : waiting) {
            give(mi, call.path("id").asText(), agents);
        }
    }

    private boolean isImportant(JsonNode call) {
        return first.matcher(call.path("Caller username").asText()).matches();
    }

    /** To the first agent who can take it; an error says that somebody was quicker: then to the next one. */
    private void give(ProducerTemplate mi, String call, Set<String> agents) throws IOException {
        for (JsonNode candidate : call(mi, "cc_explain", call).at("/result/candidates")) {
            String agent = candidate.path("agent_id").asText();
            boolean free = candidate.path("why").asText().startsWith("free;") && agents.contains(agent);
            if (free && call(mi, "cc_dispatch_call_to_agent", call, agent).has("result")) {
                return;
            }
        }
    }

    private JsonNode call(ProducerTemplate mi, String method, String... params) throws IOException {
        ObjectNode request = json.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        List.of(params).forEach(request.putArray("params")::add);
        return json.readTree(mi.requestBody("direct:mi", request.toString(), String.class));
    }
}
