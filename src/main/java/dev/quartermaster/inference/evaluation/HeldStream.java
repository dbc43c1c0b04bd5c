package dev.quartermaster.inference.evaluation;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ReplyAssembler;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.inference.failover.AnswerScores.LowAnswer;
import dev.quartermaster.inference.failover.ProviderExchange;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.directory.ProvidersConfig.ProviderConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** A stream that is held back whole and scored, as its caller asks, and then handed on step by step. */
public final class HeldStream {

    private HeldStream() {}

    /** One whole stream; it fails like a whole answer, and if it is low. */
    public static ProviderExchange<Multi<ChatDelta>> exchange(
            RequestContext requestContext, AnswerEvaluation evaluation) {
        return new ProviderExchange<>(
                (provider, call) -> collected(requestContext, evaluation, provider, call), ProviderConfig::timeout);
    }

    private static Uni<Multi<ChatDelta>> collected(
            RequestContext requestContext,
            AnswerEvaluation evaluation,
            ChatProvider provider,
            ProviderCall<InferenceOperation> call) {
        return provider.stream(call.with(call.request().chat()))
                .collect()
                .asList()
                .chain(steps -> {
                    ReplyAssembler assembler = new ReplyAssembler();
                    steps.forEach(assembler::add);
                    ChatReply reply = assembler.reply(call.model().key().id(), Usage.NONE);
                    Usage usage = reply.usage() == Usage.NONE
                            ? TokenEstimator.usage(requestContext.request().chat(), reply)
                            : reply.usage();
                    return evaluation.checked(requestContext, call.model(), steps, reply.choices(), usage);
                })
                .map(steps -> Multi.createFrom().iterable(steps));
    }

    /** Returns the steps of a low answer. */
    public static Multi<ChatDelta> steps(LowAnswer answer) {
        return Multi.createFrom().iterable((List<?>) answer.value()).map(ChatDelta.class::cast);
    }
}
