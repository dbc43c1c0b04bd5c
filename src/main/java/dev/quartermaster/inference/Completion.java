package dev.quartermaster.inference;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.model.ModelSpec;

/** A whole answer, and what it cost. */
public record Completion(ModelSpec model, ChatReply reply, Money cost) {}
