package dev.quartermaster.budgets.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.budgets.LeaseAnswer;
import dev.quartermaster.budgets.LeaseRequest;
import dev.quartermaster.budgets.LeaseStore;
import dev.quartermaster.budgets.NanoUsd;
import dev.quartermaster.history.Instance;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.DatabaseState;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Leases parts of budgets from PostgreSQL. */
@Singleton
public class LeaseRepository implements LeaseStore {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final String RENEW =
            "SELECT CAST(lease AS text), known, granted, booked, spent, others, holders, pressed,"
                    + " free FROM renew_budget_leases(:who, :seconds, CAST(CAST(:asked AS text) AS jsonb))";

    private final DatabaseAccess access;
    private final DatabaseState database;
    private final Mutiny.SessionFactory sessions;
    private final ObjectMapper json;
    private final String holder;

    @Inject
    LeaseRepository(
            DatabaseAccess access,
            DatabaseState database,
            Mutiny.SessionFactory sessions,
            ObjectMapper json,
            Instance instance) {
        this(access, database, sessions, json, instance.id());
    }

    LeaseRepository(
            DatabaseAccess access,
            DatabaseState database,
            Mutiny.SessionFactory sessions,
            ObjectMapper json,
            String holder) {
        this.access = access;
        this.database = database;
        this.sessions = sessions;
        this.json = json;
        this.holder = holder;
    }

    @Override
    public Uni<List<LeaseAnswer>> renew(Duration length, List<LeaseRequest> requests) {
        if (requests.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        String asked = asked(requests);
        return access.ask(
                TIMEOUT,
                () -> sessions.withStatelessTransaction(session -> session.<Object[]>createNativeQuery(RENEW)
                        .setParameter("who", holder)
                        .setParameter("seconds", length.toMillis() / 1000.0)
                        .setParameter("asked", asked)
                        .getResultList()
                        .map(rows -> rows.stream().map(LeaseRepository::answer).toList())));
    }

    @Override
    public boolean isUp() {
        return database.isUp();
    }

    private String asked(List<LeaseRequest> requests) {
        ArrayNode all = json.createArrayNode();
        for (LeaseRequest request : requests) {
            ObjectNode one = all.addObject();
            one.put("id", request.lease().toString());
            one.put("budget", request.budget().toString());
            one.put("window", request.window().toString());
            one.put("sequence", request.sequence());
            one.put("keep", NanoUsd.usd(request.keep()));
            one.put("want", NanoUsd.usd(request.want()));
            one.put("need", NanoUsd.usd(request.need()));
            one.put("least", NanoUsd.usd(request.least()));
            one.put("used", NanoUsd.usd(request.used()));
            one.put("settled", NanoUsd.usd(request.settled()));
            one.put("refused", request.refused());
        }
        try {
            return json.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("requests can always be written", e);
        }
    }

    private static LeaseAnswer answer(Object[] row) {
        return new LeaseAnswer(
                UUID.fromString((String) row[0]),
                (Boolean) row[1],
                nanos(row[2]),
                nanos(row[3]),
                nanos(row[4]),
                nanos(row[5]),
                ((Number) row[6]).intValue(),
                (Boolean) row[7],
                nanos(row[8]));
    }

    private static long nanos(Object usd) {
        return NanoUsd.down((BigDecimal) usd);
    }
}
