package dev.quartermaster.api.simulations;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.BodyReader;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.selections.ConstraintFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.whatif.PastRegistries;
import dev.quartermaster.whatif.SimulatedPolicy;
import dev.quartermaster.whatif.SimulatedPolicy.RegistryChange;
import dev.quartermaster.whatif.Simulation.SimulationRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads requests for simulations. */
@Singleton
class SimulationReader {

    private final ObjectMapper json;
    private final BodyReader bodies;
    private final ConstraintFields constraints;
    private final PastRegistries registries;
    private final Clock clock;

    SimulationReader(
            ObjectMapper json,
            BodyReader bodies,
            ConstraintFields constraints,
            PastRegistries registries,
            Clock clock) {
        // Prices are exact decimals, and a field given twice is a mistake that must not pass silently.
        this.json = json.copy()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        this.bodies = bodies;
        this.constraints = constraints;
        this.registries = registries;
        this.clock = clock;
    }

    /** @throws QuartermasterException naming the field that is wrong */
    SimulationRequest read(byte[] content) {
        SimulationBody body =
                bodies.read(JsonBody.parse(json, content), "", SimulationBody.class, SimulationBody.UNKNOWN);
        return new SimulationRequest(body.decisions(clock.instant()), policy(body.policy()));
    }

    private SimulatedPolicy policy(@Nullable PolicyBody policy) {
        if (policy == null) {
            return SimulatedPolicy.RECORDED;
        }
        List<RegistryChange> changes = policy.changes();
        registries.check(changes);
        return new SimulatedPolicy(
                policy.newWeights(), constraints.read(policy.constraints(), "policy.constraints"), changes);
    }
}
