/* Licensed under Apache-2.0. */
package io.flowmend.local.cli;

import picocli.CommandLine.Command;

/** Groups the producers; it does nothing by itself. */
@Command(
        name = "producer",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "PRODUCER",
        description = "Runs one producer against an existing Kafka and schema registry.")
public final class ProducerCommand {}
