package dev.quartermaster.console.providers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.api.providers.CheckAnswer;
import dev.quartermaster.api.providers.CheckAnswer.KeyResult;
import dev.quartermaster.api.providers.CredentialEdits;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.console.ConsoleForm;
import dev.quartermaster.console.ConsoleForms;
import dev.quartermaster.console.Pages;
import dev.quartermaster.console.ProviderWords.Word;
import dev.quartermaster.console.Room;
import dev.quartermaster.console.Words;
import dev.quartermaster.console.providers.ProviderPages.Finding;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Tests, stores and removes keys of providers. A key that was sent is not shown again, but to the person who sent it and had to
 * sign in again meanwhile, or finds that somebody else was faster.
 */
@Singleton
@Path("/console/providers/keys")
public class KeysResource {

    private static final String TEST = "test";
    private static final String STORE = "store";
    private static final String REMOVE = "remove";

    private final CredentialEdits edits;
    private final ProviderPages providers;
    private final ConsoleForms forms;
    private final Pages pages;

    KeysResource(CredentialEdits edits, ProviderPages providers, ConsoleForms forms, Pages pages) {
        this.edits = edits;
        this.providers = providers;
        this.forms = forms;
        this.pages = pages;
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Operation(hidden = true)
    public Uni<Response> act(byte[] content, @Context RoutingContext context) {
        return pages.answer(context, Room.PROVIDERS, () -> {
            ConsoleForm sent = forms.read(content, context);
            Word word = providers.require(sent.text("provider"));
            KeyForm form = KeyForm.of(sent);
            return switch (sent.text(ConsoleForm.ACT)) {
                case TEST -> tested(context, word, form);
                case STORE ->
                    refusable(context, word, form, store(context, word, form, KeyForm.seen(sent, word.name())));
                case REMOVE ->
                    refusable(context, word, form, remove(context, word, form, KeyForm.seen(sent, word.name())));
                default -> providers.show(context, 200, word.name(), Finding.NONE, form);
            };
        });
    }

    private Uni<Response> store(RoutingContext context, Word word, KeyForm form, long seen) {
        ObjectNode body = form.body(word.entry().type());
        if (form.unchecked()) {
            body.put("validate", false);
        }
        return Uni.createFrom()
                .deferred(() -> edits.put(word.name(), body, seen, author(context)))
                .replaceWith(() -> Pages.to(Done.STORED.at(word.name())));
    }

    private Uni<Response> remove(RoutingContext context, Word word, KeyForm form, long seen) {
        Long slot = form.number();
        return Uni.createFrom()
                .deferred(() ->
                        edits.remove(word.name(), slot == null ? null : Math.toIntExact(slot), seen, author(context)))
                .replaceWith(() -> Pages.to(Done.REMOVED.at(word.name())));
    }

    private Uni<Response> tested(RoutingContext context, Word word, KeyForm form) {
        return Uni.createFrom()
                .deferred(() -> edits.test(
                        word.name(),
                        form.isEmpty() ? null : form.body(word.entry().type())))
                .map(answer -> found(word, answer))
                .onFailure(QuartermasterException.class)
                .recoverWithItem(refusal -> Finding.bad(String.valueOf(refusal.getMessage())))
                .chain(finding -> Pages.isPart(context)
                        ? providers.part(context, finding)
                        : providers.show(context, 200, word.name(), finding, form.withoutSecrets()));
    }

    private static Finding found(Word word, CheckAnswer answer) {
        String results = answer.results().stream().map(KeysResource::line).collect(Collectors.joining(" "));
        return answer.valid() ? Finding.good(word.name() + ": " + results) : Finding.bad(word.name() + ": " + results);
    }

    private static String line(KeyResult result) {
        String detail = result.detail() == null ? "" : " (" + result.detail() + ")";
        return result.masked() + " " + result.outcome() + " in " + Words.millis(result.latencyMs()) + detail + ".";
    }

    private Uni<Response> refusable(RoutingContext context, Word word, KeyForm form, Uni<Response> work) {
        return work.onFailure(QuartermasterException.class)
                .recoverWithUni(refusal -> refusal.code() == ErrorCode.PRECONDITION_FAILED
                        ? providers.show(context, 409, word.name(), Finding.bad(faster(word)), form)
                        : providers.show(
                                context,
                                refusal.code().status(),
                                word.name(),
                                Finding.bad(String.valueOf(refusal.getMessage())),
                                form.withoutSecrets()));
    }

    private static String faster(Word word) {
        return "Somebody was faster: the stored keys of " + word.name()
                + " were changed after this page was made. Nothing of"
                + " yours was done. The table shows them as they are now, and your form is as you sent it: send it again to"
                + " put it over theirs.";
    }

    private static Author author(RoutingContext context) {
        return new Author(RequestInfo.of(context).caller().id(), "console");
    }
}
