package dev.quartermaster.api.simulations;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.ledger.PastDecisions;
import dev.quartermaster.whatif.SimulationRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads {@code {window, agent_type, policy}}. */
@Singleton
class SimulationBody {

    static final String UNKNOWN = "is not a field of a simulation";

    private static final int DEFAULT_HOURS = 24;
    /** A year, leap years included. */
    private static final int LONGEST_HOURS = 366 * 24;

    private final ObjectMapper json;
    private final PolicyBody policy;
    private final Clock clock;

    SimulationBody(ObjectMapper json, PolicyBody policy, Clock clock) {
        // Prices are exact decimals, and a field given twice is a mistake that must not pass silently.
        this.json = json.copy()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        this.policy = policy;
        this.clock = clock;
    }

    /** @throws QuartermasterException naming the field that is wrong */
    SimulationRequest read(byte[] content) {
        JsonFields body = JsonFields.of(JsonBody.parse(json, content), "");
        JsonFields window = body.object("window");
        String agentType = body.text("agent_type");
        PastDecisions which = window == null ? last(DEFAULT_HOURS, agentType) : which(window, agentType);
        SimulationRequest request = new SimulationRequest(which, policy.read(body.object("policy")));
        body.refuseUnknown(UNKNOWN);
        return request;
    }

    private PastDecisions which(JsonFields window, @Nullable String agentType) {
        Integer hours = window.count("hours", 1);
        Instant from = window.time("from");
        Instant to = window.time("to");
        window.refuseUnknown(UNKNOWN);
        if (hours != null && (from != null || to != null)) {
            throw QuartermasterException.invalid(
                    window.path("hours"), "'window' is either 'hours' back from now, or 'from' and 'to'");
        } else if (from == null && to == null) {
            return last(hours == null ? DEFAULT_HOURS : hours, agentType);
        }
        window.required("from", from);
        Instant end = to == null ? clock.instant() : to;
        if (!from.isBefore(end) || Duration.between(from, end).toHours() > LONGEST_HOURS) {
            throw QuartermasterException.invalid(
                    window.path("from"),
                    "'window.from' must be before 'window.to', by " + LONGEST_HOURS + " hours at most");
        }
        return new PastDecisions(from, end, agentType);
    }

    private PastDecisions last(int hours, @Nullable String agentType) {
        if (hours > LONGEST_HOURS) {
            throw QuartermasterException.invalid(
                    "window.hours", "'window.hours' must be a whole number from 1 to " + LONGEST_HOURS);
        }
        Instant now = clock.instant();
        return new PastDecisions(now.minus(Duration.ofHours(hours)), now, agentType);
    }
}
