/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.schemas.remediation.Answer;
import picocli.CommandLine.Command;

/** A person's yes. */
@Command(
        name = "approve",
        description = "Lets the planner command what mends a finding that waits for a person.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:said",
            "2:wrong arguments, or the beginning of an id that several findings have",
            "3:no finding has this id",
            "4:no platform can be reached"
        })
public final class ApproveCommand extends AnswerCommand {

    @Override
    Answer answer() {
        return Answer.APPROVE;
    }
}
