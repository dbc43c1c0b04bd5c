package dev.quartermaster.api.failovers;

import dev.quartermaster.api.Paging;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.FailoverRecord;
import dev.quartermaster.history.ledger.FailoverFilter;
import dev.quartermaster.registry.RegistrySnapshot;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** The parameters of a question for failovers. */
public class FailoverQuery {

    @QueryParam("model")
    String model;

    @QueryParam("agent_type")
    String agentType;

    @QueryParam("from")
    String from;

    @QueryParam("to")
    String to;

    @QueryParam("limit")
    @DefaultValue(Paging.DEFAULT_LIMIT)
    String limit;

    @QueryParam("cursor")
    String cursor;

    /** A model that the registry has no more is asked for as it is written. */
    FailoverFilter filter(RegistrySnapshot models) {
        String name = given(model);
        String key = name == null
                ? null
                : models.resolve(name).map(found -> found.key().toString()).orElse(name);
        Instant time = null;
        UUID id = null;
        if (given(cursor) != null) {
            String[] place = Paging.after(cursor).split(" ", -1);
            try {
                time = Instant.parse(place[0]);
                id = UUID.fromString(place[1]);
            } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException broken) {
                throw Paging.badCursor();
            }
        }
        return new FailoverFilter(key, given(agentType), time("from", from), time("to", to), time, id);
    }

    static String cursor(FailoverRecord last) {
        return Paging.cursor(last.time() + " " + last.id());
    }

    private static String given(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static Instant time(String param, String text) {
        if (given(text) == null) {
            return null;
        }
        try {
            // A plus sign that was not escaped in the URL arrives as a space.
            return OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw QuartermasterException.invalid(param, param + " must be a time such as 2026-01-31T12:00:00Z");
        }
    }
}
