package dev.quartermaster.provider.bedrock;

import dev.quartermaster.aws.Region;
import dev.quartermaster.domain.model.ModelSpec;

/** Knows under which id a model is called in a region: its own, or that of an inference profile that reaches it. */
@FunctionalInterface
public interface ModelAddresses {

    /**
     * A model id, an inference profile's id, or an ARN.
     *
     * @throws dev.quartermaster.domain.ProviderFailure when the model cannot be reached from that region
     */
    String of(ModelSpec model, Region region);
}
