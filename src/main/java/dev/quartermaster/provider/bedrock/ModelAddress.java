package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.model.PriceRoute;

/**
 * Under which name a model is called.
 *
 * @param id a model id, an inference profile's id, or an ARN
 * @param route the way such a call takes, which decides its price; null where that is not known
 */
public record ModelAddress(String id, PriceRoute route) {

    public ModelAddress {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("an address needs an id");
        }
    }
}
