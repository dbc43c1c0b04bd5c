package dev.quartermaster.api.failovers;

import dev.quartermaster.api.Cursor;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.api.TimeRange;
import dev.quartermaster.history.FailoverRecord;
import dev.quartermaster.history.ledger.FailoverRepository.FailoverFilter;
import dev.quartermaster.registry.RegistrySnapshot;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list of failovers. */
public record FailoverQuery(
        @QueryParam("model") @Nullable String model,
        @QueryParam("agent_type") @Nullable String agentType,
        @QueryParam("from") @Nullable String from,
        @QueryParam("to") @Nullable String to,

        @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT)
        String limit,

        @QueryParam("cursor") @Nullable String cursor) {

    /** The filter that these parameters describe; a model that has left the registry counts as written. */
    FailoverFilter filter(RegistrySnapshot models) {
        TimeRange range = TimeRange.ofUrl(from, to);
        String name = QueryParameters.text(model);
        String key = name == null
                ? null
                : models.resolve(name).map(found -> found.key().toString()).orElse(name);
        Cursor.Moment place = Cursor.moment(cursor);
        return new FailoverFilter(
                key,
                QueryParameters.text(agentType),
                range.from(),
                range.to(),
                place == null ? null : place.time(),
                place == null ? null : place.id());
    }

    static Cursor cursor(FailoverRecord last) {
        return Cursor.of(last.time(), last.id());
    }
}
