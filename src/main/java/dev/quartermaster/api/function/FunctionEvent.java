package dev.quartermaster.api.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Event that the function was invoked with, as far as it is understood. */
sealed interface FunctionEvent {

    /**
     * An HTTP request of a caller.
     *
     * @param target path and query, percent-encoded
     * @param client the caller's address; null where the event does not say it
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Http(
            EventForm form,
            String method,
            String target,
            List<HttpField> headers,
            byte[] body,
            @Nullable String client) implements FunctionEvent {

        /** The path without the query. */
        String path() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }
    }

    /** An HTTP request of a caller that cannot be made of the event. */
    record Unreadable(EventForm form, String path, String why) implements FunctionEvent {}

    /** A tick: a job is to be done. */
    record Tick(String job) implements FunctionEvent {}

    /** Lines of a log group, by a subscription of CloudWatch. */
    record LogLines(JsonNode content) implements FunctionEvent {}

    /** Anything else. */
    record Unknown(String why) implements FunctionEvent {}
}
