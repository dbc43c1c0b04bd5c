package dev.quartermaster.inference.failover;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.media.FetchedFiles;
import dev.quartermaster.media.LinkInliner;
import dev.quartermaster.provider.ChatProvider;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Puts requests into a form that a provider can be asked in: one that takes no links to images and documents gets their
 * bytes. Nothing is fetched for a request before a model that needs it is about to be asked, and nothing twice.
 */
@ApplicationScoped
public class LinkedMedia {

    private final LinkInliner inliner;

    LinkedMedia(LinkInliner inliner) {
        this.inliner = inliner;
    }

    /** Fails with a {@link QuartermasterException} that names the field: the link is no better for another model. */
    Uni<InferenceOperation> readable(
            InferenceOperation operation, ChatProvider provider, FetchedFiles files, Duration atMost) {
        return operation instanceof InferenceOperation.Answer answer
                ? readable(answer.request(), provider, files, atMost).map(answer::reworded)
                : Uni.createFrom().item(operation);
    }

    /** Fails with a {@link QuartermasterException} that names the field. */
    public Uni<ChatRequest> readable(ChatRequest chat, ChatProvider provider, FetchedFiles files, Duration atMost) {
        return inliner.inline(chat, provider::takesLink, files, atMost);
    }
}
