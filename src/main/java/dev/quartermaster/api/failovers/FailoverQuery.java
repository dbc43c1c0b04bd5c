package dev.quartermaster.api.failovers;

import dev.quartermaster.api.Paging;
import dev.quartermaster.api.QueryWords;
import dev.quartermaster.api.TimePlace;
import dev.quartermaster.domain.GivenTime;
import dev.quartermaster.history.FailoverRecord;
import dev.quartermaster.history.ledger.FailoverFilter;
import dev.quartermaster.registry.RegistrySnapshot;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

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
        String name = QueryWords.text(model);
        String key = name == null
                ? null
                : models.resolve(name).map(found -> found.key().toString()).orElse(name);
        TimePlace place = TimePlace.parse(cursor);
        return new FailoverFilter(
                key,
                QueryWords.text(agentType),
                GivenTime.ofUrl("from", from),
                GivenTime.ofUrl("to", to),
                place == null ? null : place.time(),
                place == null ? null : place.id());
    }

    static String cursor(FailoverRecord last) {
        return new TimePlace(last.time(), last.id()).cursor();
    }
}
