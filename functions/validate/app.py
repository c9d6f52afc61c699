from asiento.handler import stage_handler

handler = stage_handler("validate")
