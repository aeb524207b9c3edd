/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import io.flowmend.schemas.remediation.Answer;
import picocli.CommandLine.Command;

/** A person's no. */
@Command(
        name = "deny",
        description = "Keeps the planner from commanding anything for a finding.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:said",
            "2:wrong arguments, or the beginning of an id that several findings have",
            "3:no finding has this id",
            "4:no platform can be reached"
        })
public final class DenyCommand extends AnswerCommand {

    @Override
    Answer answer() {
        return Answer.DENY;
    }
}
