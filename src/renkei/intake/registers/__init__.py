"""The other forms: liaison log, supply, work plan, readiness and good practices, read and settled."""

from renkei.intake.registers.reading import (
    REGISTERS,
    Registers,
    no_registers,
    read_registers,
    settle_register,
)

__all__ = ["REGISTERS", "Registers", "no_registers", "read_registers", "settle_register"]
