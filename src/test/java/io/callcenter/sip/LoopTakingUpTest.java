package io.callcenter.sip;

@OnLoops
class LoopTakingUpTest extends TakingUpLanesTest {}
