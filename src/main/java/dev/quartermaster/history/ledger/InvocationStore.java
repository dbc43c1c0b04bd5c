package dev.quartermaster.history.ledger;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Queries for single invocations, each in a session of its own. */
@ApplicationScoped
class InvocationStore {

    @WithSession
    Uni<Invocation> find(UUID id) {
        return Invocation.find("id", id).firstResult();
    }

    @WithSession
    Uni<List<Invocation>> ofDecision(UUID decisionId) {
        return Invocation.list("decisionId = ?1 order by time", decisionId);
    }
}
