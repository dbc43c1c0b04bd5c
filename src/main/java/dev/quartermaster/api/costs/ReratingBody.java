package dev.quartermaster.api.costs;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.BodyReader;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Timestamps;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.ledger.RatingRepository.RatingWindow;
import dev.quartermaster.registry.RegistrySnapshot;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request for a re-rating.
 *
 * @param dryRun true unless it is to be applied
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record ReratingBody(
        @NotNull(message = BodyReader.MISSING) String from,
        @NotNull(message = BodyReader.MISSING) String to,
        @Nullable String provider,
        @Nullable String model,
        @Nullable Boolean dryRun) {

    static final String UNKNOWN = "is not a field of a re-rating";

    boolean applies() {
        return dryRun != null && !dryRun;
    }

    /** @throws QuartermasterException naming the field that is wrong */
    RatingWindow window(RegistrySnapshot models, Instant now) {
        Instant start = Timestamps.of("from", from);
        Instant end = Timestamps.of("to", to);
        if (!start.isBefore(end)) {
            throw QuartermasterException.invalid("from", "'from' must be before 'to'");
        } else if (start.isAfter(now)) {
            throw QuartermasterException.invalid("from", "'from' is in the future, of which there are no requests yet");
        } else if (end.isAfter(now)) {
            throw QuartermasterException.invalid("to", "'to' is in the future; prices may still change until then");
        }
        ProviderId owner = provider == null ? null : KnownProviders.of(models, provider);
        if (model == null) {
            return new RatingWindow(start, end, owner, null);
        }
        ModelKey key = model(models, owner, model);
        return new RatingWindow(start, end, key.provider(), key.id());
    }

    private static ModelKey model(RegistrySnapshot models, @Nullable ProviderId owner, String name) {
        Optional<ModelSpec> found = owner == null
                ? models.resolve(name)
                : models.find(new ModelKey(owner, name)).or(() -> models.resolve(owner + "/" + name));
        return found.or(() -> models.resolve(name))
                .map(ModelSpec::key)
                .filter(key -> owner == null || key.provider().equals(owner))
                .orElseThrow(() -> QuartermasterException.invalid(
                        "model",
                        "There is no model '" + name + "'" + (owner == null ? "" : " of " + owner)
                                + " in the registry."));
    }
}
