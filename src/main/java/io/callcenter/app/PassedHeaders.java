package io.callcenter.app;

import io.callcenter.b2b.SendableText;
import io.callcenter.core.PassedFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Message;

/** Reads the SIP header fields that go with a caller from the headers of an exchange. */
final class PassedHeaders {
    private PassedHeaders() {}

    /** Those of these names; a header may have one value or many. */
    static PassedFields of(Message message, List<String> names) {
        List<PassedFields.Passed> fields = new ArrayList<>();
        for (String name : names) {
            Object value = message.getHeader(CcHeaders.FIELD + name);
            Collection<?> values =
                    value instanceof Collection<?> many ? many : value == null ? List.of() : List.of(value);
            for (Object one : values) {
                String text = SendableText.plain(one.toString()).strip();
                if (!text.isEmpty()) {
                    fields.add(new PassedFields.Passed(name, text));
                }
            }
        }
        return fields.isEmpty() ? PassedFields.NONE : new PassedFields(fields);
    }
}
