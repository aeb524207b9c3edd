/* Licensed under Apache-2.0. */
package io.flowmend.lab;

import picocli.CommandLine;

/** The lab's command line; run through {@code ./flowmend lab}. */
public final class Main {

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LabCommand()).execute(arguments));
    }

    private Main() {}
}
