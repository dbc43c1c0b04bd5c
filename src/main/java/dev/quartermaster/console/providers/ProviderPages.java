package dev.quartermaster.console.providers;

import dev.quartermaster.console.Frame;
import dev.quartermaster.console.Frames;
import dev.quartermaster.console.Live;
import dev.quartermaster.console.Pages;
import dev.quartermaster.console.ProviderWords;
import dev.quartermaster.console.ProviderWords.Word;
import dev.quartermaster.console.Room;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Makes the page of providers. */
@Singleton
class ProviderPages implements Live {

    private static final String PAGE = "providers";

    private final ProviderWords words;
    private final Frames frames;
    private final Pages pages;

    ProviderPages(ProviderWords words, Frames frames, Pages pages) {
        this.words = words;
        this.frames = frames;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance providers(Frame frame, ProviderView view);

        static native TemplateInstance providers$health(ProviderView view);

        static native TemplateInstance providers$found(ProviderView view);
    }

    /** @throws QuartermasterException {@code not_found} when there is none of that name */
    Word require(String name) {
        return words.find(name)
                .orElseThrow(() -> new QuartermasterException(
                        ErrorCode.NOT_FOUND, "There is no provider of this name.", "provider", null));
    }

    /** Shows the page. */
    Uni<Response> show(RoutingContext context, int status, String selected, Finding finding, KeyForm form) {
        Frame frame = frames.of(context, Room.PROVIDERS, Room.PROVIDERS.title()).live(PAGE);
        return pages.html(context, status, Templates.providers(frame, view(selected, finding, form)));
    }

    /** Shows what was found, in a page that stays. */
    Uni<Response> part(RoutingContext context, Finding finding) {
        return pages.html(context, Templates.providers$found(view("", finding, KeyForm.EMPTY)));
    }

    private ProviderView view(String selected, Finding finding, KeyForm form) {
        return new ProviderView(words.all(), selected, finding.message(), finding.problem(), form);
    }

    @Override
    public String page() {
        return PAGE;
    }

    @Override
    public Uni<Map<String, String>> parts() {
        return Templates.providers$health(view("", Finding.NONE, KeyForm.EMPTY))
                .createUni()
                .map(html -> Map.of("health", html));
    }

    /**
     * Result of what somebody asked for.
     *
     * @param message what was done, or is well; empty for nothing
     * @param problem why something was not done, or is not well; empty for nothing
     */
    record Finding(String message, String problem) {

        static final Finding NONE = new Finding("", "");

        static Finding good(String message) {
            return new Finding(message, "");
        }

        static Finding bad(String problem) {
            return new Finding("", problem);
        }
    }
}
