package dev.quartermaster.inference.planning;

import dev.quartermaster.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Conversations that stay with the model whose provider has their prompt in its cache. */
@ConfigMapping(prefix = "quartermaster.conversations")
public interface ConversationsConfig {

    /** The most conversations that are remembered; 0 for none, so that each request is chosen for by itself. */
    @WithDefault("10000")
    @WithConverter(Bounds.NotNegative.class)
    int remembered();
}
