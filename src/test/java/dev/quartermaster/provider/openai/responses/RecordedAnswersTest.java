package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.provider.RecordedAnswers;

class RecordedAnswersTest extends RecordedAnswers {

    RecordedAnswersTest() {
        super(new ResponsesRecordings());
    }
}
