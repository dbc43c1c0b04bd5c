package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.model.ModelSpec;
import io.smallrye.mutiny.Uni;

/** Knows in which region and under which id a model is called: its own, or that of an inference profile that reaches it. */
@FunctionalInterface
public interface ModelAddresses {

    /**
     * Resolves a model's address; immediate once Bedrock's catalog is loaded.
     *
     * @return fails with {@link dev.quartermaster.domain.QuartermasterException} if no callable region has the model,
     *     or only through routes that its data may not take
     */
    Uni<ModelAddress> of(ModelSpec model);
}
