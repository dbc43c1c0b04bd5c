package dev.quartermaster.api.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.model.Rates;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.edit.EntryTag;
import dev.quartermaster.registry.file.RegistryEntry;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Writes the answer for one model: its entry, its state, the cost of a common call, and its ETag. */
@Singleton
class ModelAnswer {

    /** The cost of a small call: a mistake of the unit shows in it, but not in a price per million. */
    static final String COST = "cost_of_1k_in_1k_out_usd";

    private static final long ONE_THOUSAND = 1000;

    private final ModelRegistry registry;
    private final Providers providers;
    private final Clock clock;

    ModelAnswer(ModelRegistry registry, Providers providers, Clock clock) {
        this.registry = registry;
        this.providers = providers;
        this.clock = clock;
    }

    ResponseBuilder of(int status, RegistryEntry entry) {
        boolean callable = providers.usable(entry.model().key().provider());
        ObjectNode row =
                ModelRow.of(registry.snapshot(), entry, callable, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        row.putRawValue(
                COST, new RawValue(costOfCall(entry.model().pricing().base()).toString()));
        return Response.status(status).tag(new EntityTag(EntryTag.of(entry))).entity(row);
    }

    /** The cost of 1,000 tokens in and 1,000 out. */
    static Money costOfCall(Rates rates) {
        return Money.ofTokens(ONE_THOUSAND, rates.inputPer1m()).plus(Money.ofTokens(ONE_THOUSAND, rates.outputPer1m()));
    }
}
