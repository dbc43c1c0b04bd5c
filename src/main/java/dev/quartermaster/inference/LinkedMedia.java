package dev.quartermaster.inference;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
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
class LinkedMedia {

    private final LinkInliner inliner;

    LinkedMedia(LinkInliner inliner) {
        this.inliner = inliner;
    }

    /** Fails with {@link BadLink}, which is the end of a request: its link is no better for another model. */
    Uni<InferenceOperation> readable(RequestContext requestContext, ChatProvider provider) {
        if (!(requestContext.request().ask() instanceof InferenceOperation.Answer answer)) {
            return Uni.createFrom().item(requestContext.request().ask());
        }
        long start = System.nanoTime();
        return readable(answer.request(), provider, requestContext.files(), requestContext.remaining())
                .onFailure(QuartermasterException.class)
                .transform(refusal -> new BadLink((QuartermasterException) refusal))
                .onTermination()
                .invoke(() -> requestContext.waited(System.nanoTime() - start))
                .map(answer::reworded);
    }

    /** Fails with a {@link QuartermasterException} that names the field. */
    Uni<ChatRequest> readable(ChatRequest chat, ChatProvider provider, FetchedFiles files, Duration atMost) {
        return inliner.inline(chat, provider::takesLink, files, atMost);
    }

    /** What a caller linked to is not to be had. */
    static final class BadLink extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final QuartermasterException refusal;

        private BadLink(QuartermasterException refusal) {
            super(refusal.getMessage(), refusal, false, false);
            this.refusal = refusal;
        }

        QuartermasterException refusal() {
            return refusal;
        }
    }
}
